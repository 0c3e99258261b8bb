# govdisclose: make, make install, make demo, make test
EXTENSION = govdisclose
MODULE_big = govdisclose
VERSION = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" govdisclose.control)
DATA = $(wildcard sql/govdisclose--*.sql)

CORE = $(sort $(patsubst %.c,%.o,$(filter-out %fold_generate.c,$(wildcard src/core/*.c))) src/core/form.gen.o)
BINDING = $(patsubst %.c,%.o,$(wildcard src/pg/*.c))
OBJS = $(CORE) $(BINDING)

# Made from the forms and from ICU; everything else includes them.
GENERATED = src/core/form.gen.h src/core/form.gen.c src/core/fold.gen.h
FORM_DATA = src/form/generate.pl $(wildcard src/form/*.tsv)

PG_CONFIG ?= pg_config
PG_CPPFLAGS = -Isrc/core
PG_CFLAGS = -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare $(if $(WERROR),-Werror)

REGRESS = $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test --outputdir=test/results --load-extension=govdisclose

EXTRA_CLEAN = $(GENERATED) src/core/fold_generate test/results

# Targets that need no PostgreSQL yet come first, so that they work where it is still to be installed.
ifneq ($(filter demo test,$(MAKECMDGOALS)),)
include test/targets.mk
else
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)
include test/targets.mk
endif

$(OBJS) $(OBJS:.o=.bc): $(GENERATED) $(wildcard src/core/*.h src/pg/*.h)

src/core/form.gen.h: $(FORM_DATA)
	perl src/form/generate.pl header > $@.new && mv $@.new $@

src/core/form.gen.c: $(FORM_DATA)
	perl src/form/generate.pl source > $@.new && mv $@.new $@

src/core/fold_generate: src/core/fold_generate.c src/core/fold.h
	$(CC) -O1 -Isrc/core $(shell pkg-config --cflags icu-i18n) -o $@ $< $(shell pkg-config --libs icu-i18n icu-uc)

src/core/fold.gen.h: src/core/fold_generate
	src/core/fold_generate > $@.new && mv $@.new $@

# The types of the extension script come from the forms; run it when a form's table changes before a release.
.PHONY: script
script:
	perl src/form/generate.pl script sql/govdisclose--$(VERSION).sql
