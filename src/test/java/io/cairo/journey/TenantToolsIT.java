package io.cairo.journey;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How an operator sets up an organisation, and what that organisation's administrator may then do. */
@Journey
class TenantToolsIT {
    private final String name = "org" + UUID.randomUUID().toString().substring(0, 8);
    private final Wire operator;

    TenantToolsIT(CairoServer cairo) {
        operator = new Wire(cairo.url(), Space.ADMIN_KEY);
    }

    @Test
    void theOperatorMakesATenantOnce() {
        Wire.Answer made = operator.call("POST", "/api/v2/tenants", Estate.object("name", name, "plan", "pro"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getJsonObject("tenant").getString("plan")).isEqualTo("pro");
        refuses(operator.call("POST", "/api/v2/tenants", Estate.object("name", name)), 409, "conflict");
        refuses(operator.call("POST", "/api/v2/tenants", Estate.object("name", "No Name")), 400, "invalid_argument");
        assertThat(everyTenant()).contains("default", name).doesNotHaveDuplicates();
    }

    /** Page by page, one tenant each. */
    private List<String> everyTenant() {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = get(operator, "/api/v2/tenants?limit=1" + cursor).json();
            names.add(page.getJsonArray("tenants").getJsonObject(0).getString("name"));
            cursor = page.containsKey("next_cursor") ? "&cursor=" + page.getString("next_cursor") : "";
        } while (!cursor.isEmpty());
        return names;
    }

    @Test
    void aTenantsAdministratorGovernsItAndNothingElse() {
        Wire admin = Estate.newTenant(operator.url(), name);

        Wire.Answer answer = admin.call("PATCH", "/api/v2/tenants/" + name, governed(true));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getJsonObject("tenant").getBoolean("governed")).isTrue();
        JsonObject plan = Estate.object("plan", "pro");
        refuses(admin.call("PATCH", "/api/v2/tenants/" + name, plan), 403, "insufficient_scope");
        refuses(admin.call("PATCH", "/api/v2/tenants/default", governed(true)), 404, "not_found");
        refuses(admin.call("PATCH", "/api/v2/tenants/never-made", governed(true)), 404, "not_found");
        refuses(get(admin, "/api/v2/tenants"), 403, "insufficient_scope");
        refuses(admin.call("POST", "/api/v2/tenants", Estate.object("name", "x")), 403, "insufficient_scope");
        assertThat(operator.call("PATCH", "/api/v2/tenants/" + name, plan)
                        .json()
                        .getJsonObject("tenant"))
                .containsEntry("plan", Json.createValue("pro"))
                .containsEntry("governed", JsonValue.TRUE);
    }

    @Test
    void aGovernedTenantsChangesWaitOverRestTooAndSoDoesEndingIt() {
        Wire admin = Estate.newTenant(operator.url(), name);
        admin.call("PATCH", "/api/v2/tenants/" + name, governed(true));

        Wire.Answer made = admin.call("POST", "/api/v2/namespaces", Estate.object("name", "shop"));
        Wire.Answer ended = admin.call("PATCH", "/api/v2/tenants/" + name, governed(false));

        assertThat(List.of(made, ended)).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(answer.json().getString("approval_id")).isNotBlank();
        });
        assertThat(get(admin, "/api/v2/namespaces").json().getInt("count")).isZero();
        assertThat(operator.call("PATCH", "/api/v2/tenants/" + name, Estate.object("plan", "pro"))
                        .json()
                        .getJsonObject("tenant")
                        .getBoolean("governed"))
                .isTrue();
    }

    private static JsonObject governed(boolean governed) {
        return Json.createObjectBuilder().add("governed", governed).build();
    }

    @Test
    void theOperatorMakesListsAndRevokesATenantsKeys() {
        Wire admin = Estate.newTenant(operator.url(), name);
        JsonObject key = Estate.object("name", "k", "kind", "sk", "tenant", name);

        String id = operator.call("POST", "/api/v2/keys", key).json().getString("id");

        assertThat(get(operator, "/api/v2/keys?tenant=" + name).json().getInt("count"))
                .isEqualTo(2);
        assertThat(get(admin, "/api/v2/keys").json().getInt("count")).isEqualTo(2);
        assertThat(get(operator, "/api/v2/keys").body()).doesNotContain(id);
        refuses(delete(operator, "/api/v2/keys/" + id), 404, "not_found");
        assertThat(delete(operator, "/api/v2/keys/" + id + "?tenant=" + name).status())
                .isEqualTo(200);
        JsonObject unknown = Estate.object("name", "k", "kind", "sk", "tenant", "never-made");
        refuses(operator.call("POST", "/api/v2/keys", unknown), 400, "invalid_argument");
        JsonObject foreign = Estate.object("name", "k", "kind", "sk", "tenant", "default");
        refuses(admin.call("POST", "/api/v2/keys", foreign), 403, "insufficient_scope");
    }

    @Test
    void anAdministratorMakesAndTitlesNamespaces() {
        Wire admin = Estate.newTenant(operator.url(), name);

        JsonObject made = admin.call("POST", "/api/v2/namespaces", Estate.object("name", "shop", "title", "The shop"))
                .json()
                .getJsonObject("namespace");

        assertThat(made.getString("title")).isEqualTo("The shop");
        assertThat(made.getString("project_id")).matches("prj_\\d+");
        refuses(admin.call("POST", "/api/v2/namespaces", Estate.object("name", "shop")), 409, "conflict");
        JsonObject renamed = admin.call("PUT", "/api/v2/namespaces/shop", Estate.object("title", "Our shop"))
                .json()
                .getJsonObject("namespace");
        assertThat(renamed.getString("title")).isEqualTo("Our shop");
        refuses(admin.call("PUT", "/api/v2/namespaces/none", Estate.object("title", "T")), 404, "not_found");
        assertThat(get(admin, "/api/v2/namespaces").json().getJsonArray("namespaces"))
                .containsExactly(renamed);
    }

    @Test
    void aPinnedKeyMakesNoNamespaceAndSeesItsOwn(Wire pinned, Space space) {
        assertThat(pinned.post("/v1/track", "{\"event\":\"E\",\"userId\":\"u\"}")
                        .status())
                .isEqualTo(200);

        refuses(pinned.call("POST", "/api/v2/namespaces", Estate.object("name", "another")), 403, "insufficient_scope");
        refuses(pinned.call("PATCH", "/api/v2/tenants/default", governed(true)), 403, "insufficient_scope");
        JsonObject seen = get(pinned, "/api/v2/namespaces").json();
        assertThat(seen.getJsonArray("namespaces").getValuesAs(JsonObject.class))
                .extracting(namespace -> namespace.getString("name"))
                .containsExactly(space.name());
    }

    private static Wire.Answer get(Wire wire, String path) {
        return wire.call("GET", path, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static Wire.Answer delete(Wire wire, String path) {
        return wire.call("DELETE", path, JsonValue.EMPTY_JSON_OBJECT);
    }

    private static void refuses(Wire.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
