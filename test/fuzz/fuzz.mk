# The core outside PostgreSQL: under the sanitizers, with files and with mutations of them (make
# replay), and with what libFuzzer makes up (make fuzz).

FUZZ_TARGETS = bytes docx mht names odt office_xml packed packed_file text xlsx
FUZZ_BUILD = test/fuzz/build
FUZZ_HEADERS = $(CORE_HEADERS) $(wildcard test/fuzz/*.h) $(GENERATED)
SANITIZED = -g -O1 -std=gnu99 $(PG_CPPFLAGS) -Itest/fuzz -fsanitize=address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
REPLAY_FILES = $(wildcard test/data/*.txt test/data/files/* test/fuzz/crashes/* test/fuzz/seeds/*/*)

# What all targets need.
FUZZ_COMMON = $(CORE) test/fuzz/checks.o test/fuzz/package.o
REPLAY_OBJECTS = $(FUZZ_COMMON:%=$(FUZZ_BUILD)/gcc/%) \
	$(FUZZ_TARGETS:%=$(FUZZ_BUILD)/gcc/test/fuzz/%.o) $(FUZZ_BUILD)/gcc/test/fuzz/replay.o

.PHONY: replay fuzz fuzz-seeds
replay: test/fuzz/replay test/fuzz/figures
	test/fuzz/replay $(or $(TEXTS),$(REPLAY_FILES))
	test/fuzz/figures

test/fuzz/replay: $(REPLAY_OBJECTS)
	$(CC) $(SANITIZED) -o $@ $^ $(SHLIB_LINK)

# as if the first release had had fewer cells
test/fuzz/figures: $(filter-out %/pack.o,$(FUZZ_COMMON:%=$(FUZZ_BUILD)/gcc/%)) \
		src/form/pack.c test/fuzz/figures.c
	$(CC) $(SANITIZED) -DGD_FIRST_SHAPE="{{{1, 20}, {20, 5}, {2, 4}}}" -o $@ $^ $(SHLIB_LINK)

# Memory that runs out at each allocation in turn.
MEMORY_FILES = test/data/police-2024.txt $(wildcard test/data/files/* test/fuzz/crashes/*)
.PHONY: memory
memory: test/fuzz/memory
	test/fuzz/memory $(or $(TEXTS),$(MEMORY_FILES)) 2>/dev/null

test/fuzz/memory: test/fuzz/memory.c $(CORE)
	$(CC) -g -O1 -Wall -std=gnu99 $(PG_CPPFLAGS) -Itest/fuzz -o $@ $^ $(SHLIB_LINK)

# In one program all targets need names of their own.
$(FUZZ_TARGETS:%=$(FUZZ_BUILD)/gcc/test/fuzz/%.o): OWN_NAME = \
	-DLLVMFuzzerTestOneInput=fuzz_$(notdir $(basename $@))

$(FUZZ_BUILD)/gcc/%.o: %.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(SANITIZED) $(OWN_NAME) -c -o $@ $<

# New inputs for one target, for so many seconds; needs clang. What it finds is written to
# test/fuzz/found: crash-..., slow-unit-..., and what is worth to be tried again.
TARGET ?= text
SECONDS ?= 60
FOUND = test/fuzz/found/$(TARGET)
fuzz: $(FUZZ_BUILD)/clang/$(TARGET) $(FUZZ_BUILD)/labels.dict
	mkdir -p $(FOUND)
	nice -n 19 $< -max_total_time=$(SECONDS) -max_len=$(or $(LENGTH),16384) -timeout=25 \
		-rss_limit_mb=4096 -dict=$(FUZZ_BUILD)/labels.dict -artifact_prefix=$(FOUND)- \
		-print_final_stats=1 $(FOUND) $(wildcard test/fuzz/seeds/$(TARGET))

# The fewest of all inputs that reach what they reach become the seeds of the target.
fuzz-seeds: $(FUZZ_BUILD)/clang/$(TARGET)
	rm -rf $(FUZZ_BUILD)/merged && mkdir -p $(FUZZ_BUILD)/merged test/fuzz/seeds/$(TARGET)
	$< -merge=1 $(FUZZ_BUILD)/merged test/fuzz/seeds/$(TARGET) $(wildcard $(FOUND))
	rm -rf test/fuzz/seeds/$(TARGET) && mv $(FUZZ_BUILD)/merged test/fuzz/seeds/$(TARGET)

$(FUZZ_BUILD)/clang/%: $(FUZZ_BUILD)/clang/test/fuzz/%.o $(FUZZ_COMMON:%=$(FUZZ_BUILD)/clang/%)
	clang $(SANITIZED) -fsanitize=fuzzer -o $@ $^ $(SHLIB_LINK)

$(FUZZ_BUILD)/clang/%.o: %.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	clang $(SANITIZED) -fsanitize=fuzzer-no-link -c -o $@ $<

.PRECIOUS: $(FUZZ_BUILD)/clang/%.o

# The words that the parser looks for, as a dictionary of libFuzzer.
$(FUZZ_BUILD)/labels.dict: test/fuzz/dictionary.pl $(FORM_DATA)
	@mkdir -p $(@D)
	perl $< > $@.new && mv $@.new $@
