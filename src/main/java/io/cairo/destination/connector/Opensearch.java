package io.cairo.destination.connector;

import io.cairo.destination.kit.SearchIndex;
import io.cairo.tool.Doc;
import io.cairo.tool.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
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
            @Doc("Password of the user") @Secret @Nullable String password)
            implements SearchIndex.Cluster {

        public Settings {
            SearchIndex.check(url, index, username, password);
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
}
