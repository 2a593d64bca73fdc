package io.cairo.destination.kit;

import io.cairo.destination.Grant;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A connector for a service of Google Cloud, which is called as a service account.
 *
 * @param <S> the settings; {@code service_account} is one of them
 */
public abstract class GoogleCloud<S extends Record> extends Vendor<S> {
    private static final Map<String, String> NAMES =
            Map.of("serviceAccountJson", "service_account", "service_account_json", "service_account");
    private static final Set<String> GONE = Set.of("bufferSize", "flushInterval", "buffer_size", "flush_interval");

    private final String scope;

    /** @param scope what the account is asked to be allowed */
    protected GoogleCloud(String type, String title, Class<S> settings, String docs, String scope) {
        super(type, title, settings, docs);
        this.scope = scope;
    }

    protected abstract ServiceAccount account(S settings);

    @Override
    public JsonObject renamed(JsonObject config) {
        return ServiceAccount.renamed(config, NAMES, GONE);
    }

    @Override
    public List<URI> targets(S settings) {
        return List.of(base(settings), account(settings).tokens());
    }

    @Override
    protected Map<String, String> headers(S settings) {
        return Map.of();
    }

    @Override
    protected Grant grant(S settings) {
        return account(settings).grant(scope);
    }
}
