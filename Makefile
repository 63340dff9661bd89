# make run   starts the service with demo data on http://localhost:5080
# make test  runs all tests
.PHONY: run test test-long

CONFIGURATION ?= Release
URL ?= http://localhost:5080

run: tools
	@dotnet build src/Loyalty.Api -c $(CONFIGURATION) --nologo -v quiet
	@exec env ASPNETCORE_ENVIRONMENT=$${ASPNETCORE_ENVIRONMENT:-Development} \
		ASPNETCORE_URLS=$${ASPNETCORE_URLS:-$(URL)} \
		dotnet src/Loyalty.Api/bin/$(CONFIGURATION)/net10.0/Loyalty.Api.dll serve

test: tools
	@scripts/test.sh --filter "TestCategory!=Long"

test-long: tools
	@scripts/test.sh

.PHONY: tools
tools:
	@scripts/require-postgres.sh
