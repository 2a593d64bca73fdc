package io.cairo.destination.connector;

import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Renames;
import io.cairo.destination.kit.SearchIndex;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes all six types to Elasticsearch.
 *
 * @see <a href="https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk">Bulk API</a>
 */
@ApplicationScoped
public class Elasticsearch extends SearchIndex<Elasticsearch.Settings> {

    /** How to reach a cluster. */
    public record Settings(
            @Doc("Address of the cluster") URI url,

            @Doc("Index or data stream, with {type}, {yyyy}, {MM}, {dd} filled in; cairo-events if left out") @Nullable
            String index,

            @Doc("API key, encoded: the base64 of its id, a colon and the key") @Secret @Nullable
            String apiKey,

            @Doc("User name, instead of an API key") @Nullable
            String username,

            @Doc("Password of the user") @Secret @Nullable String password)
            implements SearchIndex.Cluster {

        public Settings {
            SearchIndex.check(url, index, username, password);
            Checks.credential("api_key", apiKey);
        }

        @Override
        public String toString() {
            return "elasticsearch";
        }
    }

    public Elasticsearch() {
        super(
                "elasticsearch",
                "Elasticsearch",
                Settings.class,
                "https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk");
    }

    @Override
    public JsonObject renamed(JsonObject config) {
        return Renames.of(config, Map.of("node", "url"));
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        return settings.apiKey() == null
                ? super.headers(settings)
                : Map.of("Authorization", "ApiKey " + settings.apiKey());
    }
}
