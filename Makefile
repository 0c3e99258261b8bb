# govdisclose: make, make install, make demo, make test [QUICK=1], make dist
.DEFAULT_GOAL = all
EXTENSION = govdisclose
MODULE_big = govdisclose
EXTENSION_VERSION = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" govdisclose.control)
# The extension script is put together from its parts, in the order in which they need one another.
SCRIPT = sql/govdisclose--$(EXTENSION_VERSION).sql
SCRIPT_PARTS = sql/types.gen.sql sql/figures.sql sql/parse.sql sql/changes.sql sql/print.sql \
	sql/sums.gen.sql sql/outcomes.sql sql/checks.sql sql/agencies.sql sql/sentences.sql \
	sql/metrics.sql sql/filing.sql sql/registry.sql sql/pages.sql sql/registry_views.sql \
	sql/province.sql
DATA_built = $(SCRIPT)
# A dump is restored by the script of the version that it was made of, and then updated.
DATA = $(wildcard sql/govdisclose--*--*.sql) \
	$(filter-out %/$(notdir $(SCRIPT)),$(wildcard sql/released/govdisclose--*.sql))

# Made from the forms and from ICU; everything else includes them.
GENERATED = src/form/form.gen.h src/form/form.gen.c src/form/identity.gen.c src/form/layout.gen.c \
	src/form/dictionary.gen.c src/prose/agency.gen.c src/prose/words.gen.c src/text/fold.gen.h
FORM_DATA = $(wildcard src/form/*.pl src/form/*.pm src/form/*.tsv)

# Each folder looks only at those in front of it; the binding, which knows PostgreSQL, at all of
# them.
CORE_FOLDERS = text form file prose table check fill print
CORE_SOURCES = $(filter-out %_generate.c,$(wildcard $(CORE_FOLDERS:%=src/%/*.c)))
CORE_HEADERS = $(wildcard $(CORE_FOLDERS:%=src/%/*.h))
CORE = $(sort $(CORE_SOURCES:.c=.o) $(patsubst %.c,%.o,$(filter %.gen.c,$(GENERATED))))
BINDING = $(patsubst %.c,%.o,$(wildcard src/pg/*.c))
OBJS = $(CORE) $(BINDING)

# The client: it tells what a file is by the same functions of the core as the server.
LOAD = src/load/govdisclose-load
LOAD_CORE = $(filter src/text/% src/form/% src/file/%,$(CORE))
LOAD_OBJECTS = $(patsubst %.c,%.o,$(wildcard src/load/*.c))

PG_CONFIG ?= pg_config
LIBRARIES = icu-i18n libxml-2.0 libzip zlib
PG_CPPFLAGS = -Isrc $(shell pkg-config --cflags $(LIBRARIES))
SHLIB_LINK = $(shell pkg-config --libs $(LIBRARIES))
PG_CFLAGS = -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare \
	$(if $(WERROR),-Werror)

# GCC optimises the core as one program, which saves a twentieth of a parse; LTO= builds without.
# It asks the compiler when it is first wanted, and then knows.
LTO = $(eval LTO := $(if $(findstring Free Software,$(shell $(CC) --version)),-flto=auto \
	-ffat-lto-objects))$(LTO)
PG_LDFLAGS = $(LTO)

REGRESS = $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test --outputdir=test/results --load-extension=govdisclose

EXTRA_CLEAN = $(LOAD) $(LOAD_OBJECTS) $(GENERATED) sql/types.gen.sql sql/sums.gen.sql \
	src/text/fold_generate test/results test/fuzz/replay test/fuzz/figures test/fuzz/memory \
	test/fuzz/build test/bench/html

# With their folder, so that their links lead on.
TOP_PAGES = $(wildcard README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md LICENSE)
PAGES = $(wildcard docs/*.md)
PICTURES = $(wildcard docs/pictures/*.png)
MANUAL = $(wildcard docs/govdisclose.7)

# What sets up all it needs, or needs no PostgreSQL, works where PostgreSQL is still to be
# installed.
ifneq ($(filter-out demo test dist,$(or $(MAKECMDGOALS),all)),)
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifeq ($(wildcard $(PGXS)),)
define no_pg_config
No PostgreSQL to build for: "$(PG_CONFIG) --pgxs" names no file. Install the headers of your server
(Debian: postgresql-server-dev-NN, Fedora: postgresql-server-devel), or say where its pg_config is:
make PG_CONFIG=path/to/pg_config. To try it out without a server of your own: make demo
endef
$(error $(no_pg_config))
endif
include $(PGXS)
endif
include test/targets.mk
include test/fuzz/fuzz.mk

all: $(LOAD)

$(LOAD): $(LOAD_OBJECTS) $(LOAD_CORE)
	$(CC) $(CFLAGS) $^ $(LDFLAGS) $(LDFLAGS_EX) $(libpq) $(SHLIB_LINK) -lpthread -o $@

$(LOAD_OBJECTS): $(CORE_HEADERS) $(wildcard src/load/*.h)
$(LOAD_OBJECTS): CFLAGS += -std=gnu99 -pthread -D_GNU_SOURCE -DLOAD_VERSION='"$(EXTENSION_VERSION)"'
$(LOAD_OBJECTS): CPPFLAGS += -I$(libpq_srcdir)

install: install-load
.PHONY: install-load uninstall-load
install-load: $(LOAD)
	$(MKDIR_P) '$(DESTDIR)$(bindir)' '$(DESTDIR)$(mandir)/man1'
	$(INSTALL_PROGRAM) $(LOAD) '$(DESTDIR)$(bindir)/'
	$(INSTALL_DATA) src/load/govdisclose-load.1 '$(DESTDIR)$(mandir)/man1/'

install: install-docs
.PHONY: install-docs uninstall-docs
install-docs:
	$(MKDIR_P) '$(DESTDIR)$(docdir)/$(EXTENSION)/docs/pictures' '$(DESTDIR)$(mandir)/man7'
	$(if $(TOP_PAGES),$(INSTALL_DATA) $(TOP_PAGES) '$(DESTDIR)$(docdir)/$(EXTENSION)/')
	$(if $(PAGES),$(INSTALL_DATA) $(PAGES) '$(DESTDIR)$(docdir)/$(EXTENSION)/docs/')
	$(if $(PICTURES),$(INSTALL_DATA) $(PICTURES) '$(DESTDIR)$(docdir)/$(EXTENSION)/docs/pictures/')
	$(if $(MANUAL),$(INSTALL_DATA) $(MANUAL) '$(DESTDIR)$(mandir)/man7/')

uninstall: uninstall-docs
uninstall-docs:
	rm -rf '$(DESTDIR)$(docdir)/$(EXTENSION)' '$(DESTDIR)$(mandir)/man7/govdisclose.7'

uninstall: uninstall-load
uninstall-load:
	rm -f '$(DESTDIR)$(bindir)/govdisclose-load' '$(DESTDIR)$(mandir)/man1/govdisclose-load.1'

# The core is nobody's interface but the binding's: its tables and functions are reached directly.
# It needs every register.
$(CORE): CFLAGS += -fvisibility=hidden -O3 -fomit-frame-pointer $(LTO)

$(OBJS) $(OBJS:.o=.bc): $(GENERATED) $(CORE_HEADERS) $(wildcard src/pg/*.h)

src/form/form.gen.h: $(FORM_DATA)
	perl src/form/generate.pl header > $@.new && mv $@.new $@

src/form/form.gen.c: $(FORM_DATA)
	perl src/form/generate.pl source > $@.new && mv $@.new $@

src/form/identity.gen.c: $(FORM_DATA)
	perl src/form/generate.pl rules > $@.new && mv $@.new $@

src/prose/agency.gen.c: $(FORM_DATA)
	perl src/form/generate.pl agencies > $@.new && mv $@.new $@

src/prose/words.gen.c: $(FORM_DATA)
	perl src/form/words.pl > $@.new && mv $@.new $@

src/form/layout.gen.c: $(FORM_DATA)
	perl src/form/generate.pl layout > $@.new && mv $@.new $@

src/form/dictionary.gen.c: $(FORM_DATA)
	perl src/form/dictionary.pl source > $@.new && mv $@.new $@

sql/types.gen.sql: $(FORM_DATA)
	perl src/form/generate.pl sql > $@.new && mv $@.new $@

sql/sums.gen.sql: sql/sums.pl $(FORM_DATA)
	perl $< > $@.new && mv $@.new $@

# A line "\ir FILE" of a part stands for that file, as in psql.
$(SCRIPT): $(SCRIPT_PARTS) $(wildcard sql/registry/*.sql sql/registry/views/*.sql)
	printf '%s\n' '\echo Use "CREATE EXTENSION $(EXTENSION)" to load this file. \quit' > $@.new
	awk 'FNR == 1 { print "" } $$1 != "\\ir" { print; next } { file = "sql/" $$2; \
		while ((got = (getline < file)) > 0) print; close(file); if (got < 0) exit 1 }' \
		$(SCRIPT_PARTS) >> $@.new
	mv $@.new $@

# How soon every function can be cancelled, and that its memory stays flat; takes most of an hour.
.PHONY: limits
limits:
	test/server.sh test/limits/run.sh

# What PGXN takes: all that is committed, and the script.
DIST = $(EXTENSION)-$(EXTENSION_VERSION)
.PHONY: dist
dist: $(SCRIPT)
	python3 test/pgxn.py META.json
	git archive --format=zip --output=$(DIST).zip --prefix=$(DIST)/sql/ --add-file=$(SCRIPT) \
		--prefix=$(DIST)/ HEAD
	python3 test/pgxn.py $(DIST).zip

# What a release does once: its script is kept, and never changes.
.PHONY: freeze
freeze: $(SCRIPT)
	mkdir -p sql/released && cp $(SCRIPT) sql/released/

src/text/fold_generate: src/text/fold_generate.c src/text/fold.h
	$(CC) -O1 -Isrc $(shell pkg-config --cflags icu-i18n) -o $@ $< \
		$(shell pkg-config --libs icu-i18n icu-uc)

src/text/fold.gen.h: src/text/fold_generate
	src/text/fold_generate > $@.new && mv $@.new $@

# One table of works, beside what bounds them and beside what else people use: docs/performance.md.
# bench-check fails where a ratio is 20 % higher than that of test/bench/ratios.tsv, which
# bench-record writes. Peers from npm are looked for where NODE_PATH says.
.PHONY: bench bench-check bench-record bench-details
bench bench-check bench-record: test/bench/html
	test/server.sh test/bench/bench.py $(patsubst bench-%,--%,$(filter-out bench,$@))

# More of each: parse_report beside md5 and normalize, the core beside libxml2's SAX pass, sum
# beside sums in SQL, the registry beside COPY, its views beside sums in SQL, a province of offices.
bench-details: test/bench/html
	test/bench/parse.sh
	test/bench/sums.sh
	test/bench/html.sh test/bench/html
	test/bench/ingest.sh
	test/bench/views.sh
	test/bench/scale.sh
	test/bench/office.sh
	test/bench/province.pl

test/bench/html: test/bench/html.c $(CORE:.o=.c) $(CORE_HEADERS) $(GENERATED)
	$(CC) -O3 $(LTO) -std=gnu99 $(PG_CPPFLAGS) -fvisibility=hidden -o $@ $(filter %.c,$^) $(SHLIB_LINK)
