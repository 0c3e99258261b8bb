# PostgreSQL with govdisclose: docker build -t govdisclose . && docker run -e POSTGRES_PASSWORD=... govdisclose
# Then CREATE EXTENSION govdisclose, in each database that is to have it.
ARG PG_MAJOR=17
FROM postgres:${PG_MAJOR}-bookworm AS build
ARG PG_MAJOR
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev libicu-dev libpq-dev libxml2-dev \
        libzip-dev make perl pkg-config "postgresql-server-dev-${PG_MAJOR}" zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make -j "$(nproc)" with_llvm=no \
    && make install with_llvm=no DESTDIR=/installed

FROM postgres:${PG_MAJOR}-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libicu72 libpq5 libxml2 libzip4 zlib1g \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /installed/ /
