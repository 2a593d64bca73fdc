package io.cairo.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.JsonText;
import io.cairo.message.IngestRoutes;
import io.cairo.tool.EveryTool;
import io.cairo.tool.ToolEntry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the schema of OpenAPI itself cannot say; whether the document obeys that is tried where the server runs. */
class OpenApiTest {
    private static final List<ToolEntry> TOOLS = EveryTool.entries();
    private static final JsonObject API = new OpenApi(new Surface(TOOLS, List.of(), List.of(), List.of())).json();
    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\": \"#(/[^\"]+)\"");

    @Test
    void hasEveryTwinAndEveryIngestionRoute() {
        assertThat(TOOLS.stream().map(Twin::of).flatMap(Optional::stream))
                .isNotEmpty()
                .allSatisfy(
                        twin -> assertThat(operation(twin.path(), twin.method()).getString("operationId"))
                                .isEqualTo(twin.entry().name()));
        assertThat(TOOLS.stream().map(Twin::all).flatMap(List::stream))
                .extracting(Twin::path)
                .contains(
                        "/api/v2/identities/resolve", "/api/v2/identities/lookup", "/api/v2/identities/{canonical_id}")
                .allSatisfy(path -> assertThat(API.getJsonObject("paths")).containsKey(path));
        IngestRoutes.byPath()
                .forEach(
                        (path, route) -> assertThat(operation(path, route.kind().method()))
                                .as(path)
                                .containsKey("responses"));
    }

    @Test
    void putsArgumentsWhereRestLooksForThem() {
        JsonObject query = operation("/api/v2/events", "get");
        JsonObject update = operation("/api/v2/destinations/{id}", "put");

        assertThat(query.containsKey("requestBody")).isFalse();
        assertThat(query.getJsonArray("parameters").toString())
                .contains("{\"name\":\"limit\",\"in\":\"query\",\"required\":false");
        assertThat(update.getJsonArray("parameters").toString())
                .contains("{\"name\":\"id\",\"in\":\"path\",\"required\":true")
                .doesNotContain("\"query\"");
        assertThat(update.getJsonObject("requestBody").toString())
                .contains("\"config\"")
                .doesNotContain("\"id\"");
        assertThat(operation("/api/v2/keys", "post").getJsonObject("responses").keySet())
                .contains("201", "400", "401", "403")
                .doesNotContain("200", "404");
    }

    @Test
    void namesEveryOperationOnce() {
        List<String> ids = new ArrayList<>();
        API.getJsonObject("paths")
                .values()
                .forEach(path -> path.asJsonObject()
                        .values()
                        .forEach(operation -> ids.add(operation.asJsonObject().getString("operationId"))));

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void hasNoTwoPathsThatDifferInTheNamesOfVariablesOnly() {
        assertThat(API.getJsonObject("paths").keySet().stream().map(path -> path.replaceAll("\\{[^}]+}", "{}")))
                .doesNotHaveDuplicates();
    }

    @Test
    void referencesLeadSomewhere() {
        Matcher references = REFERENCE.matcher(JsonText.indented(API));

        assertThat(references.results().map(found -> found.group(1)).distinct())
                .isNotEmpty()
                .allSatisfy(pointer -> assertThat(Json.createPointer(pointer).containsValue(API))
                        .as(pointer)
                        .isTrue());
    }

    private static JsonObject operation(String path, String method) {
        return API.getJsonObject("paths").getJsonObject(path).getJsonObject(method.toLowerCase(Locale.ROOT));
    }
}
