# Both set up what they need, build, and use a private server that is gone afterwards.

.PHONY: demo test

demo:
	@test/demo.sh

test:
	@test/run.sh
