package io.cairo.destination.connector;

import io.cairo.destination.kit.Checks;
import io.cairo.destination.kit.Headers;
import io.cairo.destination.kit.SearchIndex;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes all six types to OpenSearch.
 *
 * @see <a href="https://docs.opensearch.org/latest/api-reference/document-apis/bulk/">Bulk API</a>
 */
@ApplicationScoped
public class Opensearch extends SearchIndex<Opensearch.Settings> {

    /** How to reach a cluster. */
    public record Settings(
            @Doc("Address of the cluster") URI url,

            @Doc("Index or data stream, with {type}, {yyyy}, {MM}, {dd} filled in; cairo-events if left out") @Nullable
            String index,

            @Doc("User name") @Nullable String username,
            @Doc("Password of the user") @Secret @Nullable String password) {

        public Settings {
            Checks.base("url", url);
            checkIndex(index);
            Checks.together("username", username, "password", password);
        }

        @Override
        public String toString() {
            return "opensearch";
        }
    }

    public Opensearch() {
        super(
                "opensearch",
                "OpenSearch",
                Settings.class,
                "https://docs.opensearch.org/latest/api-reference/document-apis/bulk/");
    }

    @Override
    protected URI base(Settings settings) {
        return settings.url();
    }

    @Override
    protected String index(Settings settings) {
        return Objects.requireNonNullElse(settings.index(), "cairo-events");
    }

    @Override
    protected Map<String, String> headers(Settings settings) {
        String username = settings.username();
        return username == null ? Map.of() : Headers.basic(username, String.valueOf(settings.password()));
    }
}
