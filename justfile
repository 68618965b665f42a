# Short names for what README.md and CONTRIBUTING.md spell out. `just` alone lists them.

_list:
    @{{ just_executable() }} --list --unsorted

# install what the build and the tests need (Debian, Ubuntu)
setup:
    .ci/setup

# a generated region, a matchronde and the API, in one go
demo *arguments:
    cargo run --locked -- demo {{ arguments }}

# all tests, or those whose name contains the filter
test *filter:
    cargo test --locked {{ filter }}

# measure against other solvers and write docs/BENCHMARKS.md; `just bench --smoke` only shows that it works
bench *arguments:
    python3 benches/run.py {{ arguments }}

# requests per second, as a ratio to a hello behind the same middleware, on SQLite and PostgreSQL
bench-http:
    python3 benches/run.py http

# format all code
fmt:
    cargo fmt --all

# what CI asks of the code besides the tests
lint:
    cargo fmt --all --check
    cargo clippy --locked --all-targets -- -D warnings

# licences, advisories and doubles among the dependencies (needs cargo-deny)
deny:
    cargo deny --locked check

# write openapi.yaml again from the code
openapi:
    cargo run --locked -- openapi > openapi.yaml

# write the examples in the API description that are missing or no longer right, from what the API answers
voorbeelden:
    RATO_VOORBEELDEN=schrijf cargo test --locked -- every_endpoint_walk what_a_ronde_answers
    cargo run --locked -- openapi > openapi.yaml

# judge openapi.yaml, make the clients of docs/aansluiten and run those guides; `just clients aanval 5000` for a long attack
clients *arguments:
    python3 tests/clients/run.py {{ arguments }}

# keep the API description as the one that later versions may not break; at a release
openapi-basis:
    RATO_BASIS=schrijf cargo test --locked -- http::belofte

# write docs/RECHTEN.md again from the code
rechten:
    cargo run --locked -- openapi --rechten > docs/RECHTEN.md

# everything CI does
ci:
    .ci/run
