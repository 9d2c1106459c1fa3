# syntax=docker/dockerfile:1
# The program of every part (docker-compose.yml): one static binary, run by nobody in particular.

FROM golang:1.26.8-alpine AS build
ENV CGO_ENABLED=0 GOTOOLCHAIN=local GOCACHE=/go/cache
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
# Time zones are in the binary: main imports time/tzdata.
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/go/cache \
    go build -trimpath -buildvcs=false -o /onvindbaren ./cmd/onvindbaren

# Alpine for its root certificates (agencies speak HTTPS) and its wget (health checks); nothing is installed.
FROM alpine:3.24.2
RUN adduser -D -H -u 10001 onvindbaren && \
    install -d -o 10001 -g 10001 -m 0700 /data /keys /keys/master /keys/agencies
COPY --from=build /onvindbaren /usr/local/bin/onvindbaren
# By number, so that a cluster can see that it is not root.
USER 10001:10001
ENTRYPOINT ["/usr/local/bin/onvindbaren"]
CMD ["--help"]
