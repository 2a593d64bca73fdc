package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody reads, changes or writes what belongs to another tenant, or to a namespace that is not theirs. */
@Journey
class IsolationIT {
    private final CairoServer cairo;

    IsolationIT(CairoServer cairo) {
        this.cairo = cairo;
    }

    @Test
    void noToolAndNoRouteTellsAnotherTenantAnything(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        Wire stranger = Estate.newTenant(cairo.url(), random("stranger"));
        List<String> before = estate.rows();

        List<Sweep.Told> told = told(stranger, "/mcp", estate);

        assertThat(told)
                .extracting(Sweep.Told::tool)
                .contains("query_events", "list_keys", "revoke_key", "update_tenant");
        assertThat(told)
                .filteredOn(each -> each.answer().contains(estate.secret()))
                .isEmpty();
        assertThat(estate.rows()).isEqualTo(before);
    }

    @Test
    void noToolAndNoRouteTellsAPinnedKeyOfAnotherNamespace(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        Wire pinned = estate.pinned(random("own"));
        List<String> before = estate.rows();

        List<Sweep.Told> told = told(pinned, "/mcp", estate);

        assertThat(told)
                .filteredOn(each -> each.answer().contains(estate.secret()))
                .isEmpty();
        assertThat(estate.rows()).isEqualTo(before);
    }

    @Test
    void theAccountEndpointTellsAnotherTenantNothing(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        Wire admin = Estate.newTenant(cairo.url(), random("stranger"));
        admin.post("/v1/track", "{\"event\":\"E\",\"userId\":\"u\"}");
        Wire stranger = Estate.reader(admin, "ak");

        List<Sweep.Told> told = told(stranger, "/mcp/account", estate);

        assertThat(told).extracting(Sweep.Told::tool).contains("list_projects", "query_events");
        assertThat(told)
                .filteredOn(each -> each.answer().contains(estate.secret()))
                .isEmpty();
        assertThat(new Sweep(Estate.reader(estate.admin(), "ak"), "/mcp/account", estate).all())
                .filteredOn(each -> each.answer().contains(estate.secret()))
                .extracting(Sweep.Told::tool)
                .contains("list_projects", "query_events");
    }

    @Test
    void theGovernedEndpointTellsAndQueuesNothingOfAnotherTenant(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        Wire stranger = Estate.newTenant(cairo.url(), random("stranger"));
        List<String> before = estate.rows();

        List<Sweep.Told> told = new Sweep(stranger, "/api/v1/mcp", estate).once();

        assertThat(told).extracting(Sweep.Told::tool).contains("query_events", "update_destination", "decide_approval");
        assertThat(told)
                .noneMatch(each -> each.answer().contains("rate_limited"))
                .filteredOn(each -> each.answer().contains(estate.secret()))
                .isEmpty();
        assertThat(estate.rows()).isEqualTo(before);
    }

    @Test
    void resourcesHoldWhatTheKeyMaySeeAndNothingElse(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        Wire admin = Estate.newTenant(cairo.url(), random("stranger"));
        admin.post("/v1/track", "{\"event\":\"E\",\"userId\":\"u\"}");

        assertThat(new Sweep(admin, "/mcp", estate).resources())
                .hasSizeGreaterThanOrEqualTo(2)
                .noneMatch(each -> each.answer().contains(estate.secret()));
        assertThat(new Sweep(estate.pinned(random("own")), "/mcp", estate).resources())
                .noneMatch(each -> each.answer().contains(estate.secret()));
        assertThat(new Sweep(Estate.reader(admin, "ak"), "/mcp/account", estate).resources())
                .noneMatch(each -> each.answer().contains(estate.secret()));
        assertThat(new Sweep(Estate.reader(estate.admin(), "ak"), "/mcp/account", estate).resources())
                .filteredOn(each -> each.answer().contains(estate.secret()))
                .extracting(Sweep.Told::tool)
                .contains("events://recent", "schema://events", "projects://all");
    }

    /** What shows that the tests above would notice. */
    @Test
    void theOwnerIsToldAllOfIt(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());

        List<String> telling = new Sweep(Estate.reader(estate.admin(), "rk"), "/mcp", estate)
                .all().stream()
                        .filter(each -> each.answer().contains(estate.secret()))
                        .map(each -> each.request().substring(0, 3) + " " + each.tool())
                        .toList();

        assertThat(telling)
                .contains("MCP query_events", "MCP list_namespaces", "MCP list_destinations")
                .contains("MCP lookup_user", "MCP resolve_identity", "MCP list_suppressions")
                .contains("GET query_events", "GET list_namespaces", "GET list_destinations")
                .contains("GET lookup_user", "GET resolve_identity", "GET list_suppressions");
        assertThat(estate.admin()
                        .get("/api/v2/keys", "X-API-Key", estate.admin().key())
                        .body())
                .contains(estate.secret());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/track, false",
        "/v2/t, false",
        "/api/v2/track, false",
        "/api/s/s2s/track, false",
        "/v1/batch, true",
        "/v2/import, true",
        "/batch, true"
    })
    void whatIsSentToANameOfAnotherTenantStaysWithItsSender(String path, boolean batch, Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        String tenant = random("sender");
        Wire sender = Estate.newTenant(cairo.url(), tenant);
        List<String> before = estate.rows();
        JsonObject event = Estate.object(
                "type", "track",
                "event", "Event " + estate.namespace(),
                "userId", estate.lure("user_id"),
                "messageId", estate.lure("message_id"),
                "namespace", estate.namespace());

        Wire.Answer answer = sender.post(path, batch ? "{\"batch\":[" + event + "]}" : event.toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getInt("accepted")).isEqualTo(1);
        assertThat(estate.rows()).isEqualTo(before);
        assertThat(space.database().column("""
                SELECT n.tenant FROM event e JOIN namespace n ON n.id = e.namespace_id WHERE e.message_id = ?
                ORDER BY n.tenant = ?""", estate.lure("message_id"), tenant))
                .containsExactly(estate.tenant(), tenant);
    }

    @Test
    void anEventOfAPinnedKeyDoesNotReachAnotherNamespace(Space space) {
        Estate estate = Estate.in(space.database(), cairo.url());
        Wire pinned = estate.pinned(random("own"));
        List<String> before = estate.rows();

        Wire.Answer answer = pinned.post(
                "/v1/track",
                Estate.object("event", "E", "userId", "u", "messageId", "m", "namespace", estate.namespace())
                        .toString());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("insufficient_scope");
        assertThat(estate.rows()).isEqualTo(before);
    }

    /** Calls that were not let in would tell nothing, and show nothing. */
    private static List<Sweep.Told> told(Wire wire, String endpoint, Estate estate) {
        List<Sweep.Told> told = new Sweep(wire, endpoint, estate).all();
        assertThat(told)
                .isNotEmpty()
                .noneMatch(each -> each.answer().contains("rate_limited"))
                .noneMatch(each -> each.answer().contains("invalid_key"));
        return told;
    }

    private static String random(String word) {
        return word + UUID.randomUUID().toString().substring(0, 8);
    }
}
