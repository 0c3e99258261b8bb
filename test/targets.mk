# Both set up what they need, build, and use a private server that is gone afterwards. QUICK=1 runs
# only the tests that take less than a minute.

.PHONY: demo test

demo:
	@test/demo.sh

test:
	@test/run.sh
