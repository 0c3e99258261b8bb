-- These work with the rights of the registry's owner. A trigger that is there fires without
-- anybody's right to its function.
REVOKE EXECUTE ON FUNCTION @schema@.receive(), @schema@.lock_filing(), @schema@.lock_years(),
	@schema@.settle_arrived(), @schema@.settle_decided(), @schema@.settle_reopened(),
	@schema@.settle_named(), @schema@.take_up(bigint[]), @schema@.settle(bigint[]),
	@schema@.find_lost(), @schema@.settle_batch(integer) FROM PUBLIC;
