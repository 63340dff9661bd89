# make run           starts the service with demo data on http://localhost:5080
# make test          runs all tests; make test-long the slow ones, too
# make bench         measures the service against PostgreSQL alone (docs/performance.md), about 9 minutes
# make bench-quick   the same in under 90 s, rougher
# make bench-growth  measures at 10^4 to 10^6 members and 10^7 entries
# make rehearse-restore  breaks books on purpose, and restores them from a backup
# make rehearse-day  runs the operator's day of docs/operations.md as it stands there
# make requests      makes the .http files and Postman collections in docs from the OpenAPI documents
.PHONY: run test test-long bench bench-quick bench-growth rehearse-restore rehearse-day requests

CONFIGURATION ?= Release
URL ?= http://localhost:5080

run: tools
	@dotnet build src/Loyalty.Api -c $(CONFIGURATION) --nologo -v quiet
	@exec env ASPNETCORE_ENVIRONMENT=$${ASPNETCORE_ENVIRONMENT:-Development} \
		ASPNETCORE_URLS=$${ASPNETCORE_URLS:-$(URL)} \
		dotnet src/Loyalty.Api/bin/$(CONFIGURATION)/net10.0/Loyalty.Api.dll serve

test: tools test-tools
	@scripts/test.sh --filter "TestCategory!=Long"

test-long: tools test-tools
	@scripts/test.sh

bench: tools
	@scripts/bench.sh full

bench-quick: tools
	@scripts/bench.sh quick

bench-growth: tools
	@scripts/bench.sh growth

rehearse-restore: tools
	@scripts/rehearse-restore.sh

rehearse-day: tools
	@scripts/rehearse-day.sh

requests:
	@dotnet run --project tools/Loyalty.Examples -c $(CONFIGURATION) -- docs/openapi.json docs
	@dotnet run --project tools/Loyalty.Examples -c $(CONFIGURATION) -- docs/openapi-altcraft.json docs

.PHONY: tools test-tools
test-tools:
	@command -v prometheus >/dev/null 2>&1 || scripts/install.sh prometheus \
		"prometheus is missing: run 'sudo apt-get install prometheus'."

tools:
	@scripts/require-postgres.sh
