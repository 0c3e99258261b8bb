-- These work with the rights of the registry's owner. A trigger that is there fires without
-- anybody's right to its function.
REVOKE EXECUTE ON FUNCTION @schema@.receive(), @schema@.lock_filing(), @schema@.settle_or_defer(),
	@schema@.settle(bigint[]), @schema@.settle_batch(integer) FROM PUBLIC;
