package io.cairo.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonTree;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells the endpoints apart: who may enter, and what waits. */
class EndpointsTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private final TestTools tools = new TestTools();
    private final Rig rig = new Rig(ToolRegistry.of(tools));

    @ParameterizedTest
    @CsvSource({
        "PRODUCT,  sk-editor, 200, ''",
        "PRODUCT,  rk,        200, ''",
        "PRODUCT,  pk,        403, key_kind_not_allowed",
        "PRODUCT,  ak,        403, account_key_required",
        "ACCOUNT,  ak,        200, ''",
        "ACCOUNT,  sk-editor, 403, account_key_required",
        "ACCOUNT,  rk,        403, account_key_required",
        "ACCOUNT,  pk,        403, account_key_required",
        "ACCOUNT,  small,     402, plan_limit",
        "GOVERNED, sk-editor, 200, ''",
        "GOVERNED, rk,        403, forbidden",
        "GOVERNED, ak,        403, forbidden",
        "GOVERNED, sk,        403, forbidden",
        "GOVERNED, unknown,   401, invalid_key",
        "GOVERNED, greedy,    429, rate_limited"
    })
    void eachLetsInItsOwnKeys(Endpoint endpoint, String key, int status, String code) {
        rig.headers.clear();
        rig.headers.put(
                endpoint == Endpoint.GOVERNED ? "X-API-Key" : "Authorization",
                endpoint == Endpoint.GOVERNED ? key : "Bearer " + key);
        Answer answer = rig.post(endpoint, PING);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).contains(code);
    }

    @Test
    void aPlanThatIsTooLowIsToldAsAProgramReadsIt() {
        rig.headers.put("X-Write-Key", "small");

        assertThat(text(rig.post(Endpoint.ACCOUNT, PING))).contains("\"code\":-32002,\"message\":\"plan_limit\"");
    }

    @ParameterizedTest
    @CsvSource({"X-Write-Key", "Authorization", "none"})
    void theGovernedEndpointTakesItsKeyFromOneHeaderOnly(String header) {
        rig.headers.clear();
        rig.headers.put(header, "sk-editor");

        assertThat(rig.post(Endpoint.GOVERNED, PING).status()).isEqualTo(403);
        assertThat(text(rig.post(Endpoint.GOVERNED, PING)))
                .contains("X-API-Key")
                .doesNotContain("jsonrpc");
    }

    @Test
    void aKeyNeverReachesATenantThatItsCallerNames() {
        governed();
        rig.headers.put("X-Tenant-Id", "default");
        assertThat(rig.post(Endpoint.GOVERNED, PING).status()).isEqualTo(200);
        rig.headers.put("X-Tenant-Id", "another");
        assertThat(rig.post(Endpoint.GOVERNED, PING).status()).isEqualTo(403);

        rig.headers.remove("X-Tenant-Id");
        assertThat(text(rig.post(Endpoint.GOVERNED, call("look", "{\"tenantId\":\"another\"}"))))
                .contains("looked");
    }

    @Test
    void whatChangesSomethingWaitsAtTheGovernedEndpointAndWhatReadsDoesNot() {
        governed();

        assertThat(text(rig.post(Endpoint.GOVERNED, call("look", "{}")))).contains("looked");
        assertThat(text(rig.post(Endpoint.GOVERNED, call("destroy", "{\"what\":\"it\"}"))))
                .contains("queued");
        assertThat(text(rig.post(Endpoint.GOVERNED, call("destroy", "{\"wat\":\"it\"}"))))
                .contains("-32602");
        assertThat(tools.destroyed).hasValue(0);
    }

    @Test
    void aGovernedTenantWaitsAtEveryEndpoint() {
        rig.headers.put("X-Write-Key", "governed");

        assertThat(text(rig.post(call("destroy", "{\"what\":\"it\"}")))).contains("queued");
        rig.headers.put("MCP-Protocol-Version", "2025-11-25");
        assertThat(text(rig.post(call("destroy", "{\"what\":\"it\"}"))))
                .contains("queued")
                .doesNotContain("structuredContent");
        assertThat(tools.destroyed).hasValue(0);
        assertThat(tool(text(rig.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")), "destroy"))
                .doesNotContainKey("outputSchema");
    }

    @Test
    void theGovernedEndpointGreetsInItsOwnVersion() {
        governed();
        JsonObject greeting = JsonTree.readObject(
                        rig.post(Endpoint.GOVERNED, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}")
                                .body())
                .getJsonObject("result");

        assertThat(greeting.getString("protocolVersion")).isEqualTo("2025-03-26");
        assertThat(greeting.getJsonObject("capabilities").getJsonObject("tools"))
                .hasToString("{\"listChanged\":false}");
    }

    @Test
    void everyAnswerSaysWhatIsLeftOfTheAllowance() {
        assertThat(rig.post(PING).headers())
                .containsEntry("X-RateLimit-Limit", "60")
                .containsEntry("X-RateLimit-Remaining", "59")
                .containsKey("X-RateLimit-Reset");
        assertThat(rig.post("not json").headers()).containsKey("X-RateLimit-Remaining");
        rig.headers.put("X-Write-Key", "greedy");
        assertThat(rig.post(PING).headers()).containsEntry("Retry-After", "3");
    }

    private void governed() {
        rig.headers.clear();
        rig.headers.put("X-API-Key", "sk-editor");
    }

    private static JsonObject tool(String list, String name) {
        return JsonTree.readObject(list.getBytes(StandardCharsets.UTF_8))
                .getJsonObject("result")
                .getJsonArray("tools")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(tool -> tool.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(tool, arguments);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
