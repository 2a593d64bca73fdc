package io.cairo.destination.kit;

import io.cairo.destination.Grant;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector for a service of Google Cloud, which is called as a service account.
 *
 * @param <S> the settings
 */
public abstract class GoogleCloud<S extends Record & GoogleCloud.Project> extends Vendor<S> {
    private static final Map<String, String> NAMES =
            Map.of("serviceAccountJson", "service_account", "service_account_json", "service_account");
    private static final Set<String> GONE = Set.of("bufferSize", "flushInterval", "buffer_size", "flush_interval");

    private final URI api;
    private final String scope;

    /**
     * @param api where the service is
     * @param scope what the account is asked to be allowed
     */
    protected GoogleCloud(String type, String title, Class<S> settings, String docs, String api, String scope) {
        super(type, title, settings, docs);
        this.api = URI.create(api);
        this.scope = scope;
    }

    /** Settings that each of these services has. */
    public interface Project {
        String projectId();

        /** The JSON of an account's key file. */
        String serviceAccount();

        /** Another address of the API. */
        @Nullable
        URI baseUrl();
    }

    /** @throws io.cairo.base.Problem unless they can name a project, an account and an address */
    protected static void check(String projectId, String serviceAccount, @Nullable URI baseUrl) {
        Checks.matches("project_id", projectId, "[a-z0-9.:-]{4,100}", "a project's id");
        ServiceAccount.of("service_account", serviceAccount);
        Checks.base("base_url", baseUrl);
    }

    private static ServiceAccount account(Project project) {
        return ServiceAccount.of("service_account", project.serviceAccount());
    }

    @Override
    protected URI base(S settings) {
        return Objects.requireNonNullElse(settings.baseUrl(), api);
    }

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
