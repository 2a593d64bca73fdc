package io.cairo.mcp;

import io.cairo.access.Caller;
import io.cairo.access.Caller.Kind;
import io.cairo.access.Caller.Role;
import io.cairo.access.Callers;
import io.cairo.access.Limiter;
import io.cairo.access.Namespaces;
import io.cairo.access.Origins;
import io.cairo.access.Tenant;
import io.cairo.access.Tenants;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.base.Signer;
import io.cairo.context.Prompt;
import io.cairo.context.Prompts;
import io.cairo.context.Resource;
import io.cairo.context.Resources;
import io.cairo.tool.Governor;
import io.cairo.tool.Span;
import io.cairo.tool.Tool;
import io.cairo.tool.ToolEntry;
import io.cairo.tool.ToolRegistry;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The protocol without a server. Keys are named after their kind; the tenant is governed if its name says so. */
final class Rig {
    static final String META = """
            {"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":%s}""";

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final Map<String, String> query = new TreeMap<>();
    final Admission admission = new Admission(
            new FixedCallers(), new FixedTenants(), new Greedy(), new Origins(Set.of("https://console.example")));
    final Dispatcher dispatcher;
    private final Map<String, String> overrides = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String capabilities = "{}";

    Rig(ToolRegistry tools) {
        this(tools, new Resource[0], new Prompt[0]);
    }

    Rig(ToolRegistry tools, Resource[] resources, Prompt[] prompts) {
        Signer signer = new Signer("secret".getBytes(StandardCharsets.UTF_8));
        dispatcher = Assembly.dispatcher(
                admission,
                tools,
                new Toolset(tools, new Holding(), new Span()),
                Resources.of(resources),
                new Projects(new Namespaces()),
                Prompts.of(prompts),
                new Streams(THREADS),
                new Talks(new Memory(), signer, Clock.systemUTC()),
                signer);
        headers.put("X-Write-Key", "sk-editor");
    }

    /** Sends this header instead of the right one. */
    void override(String header, String value) {
        overrides.put(header, value);
    }

    Received received(String body) {
        headers.putAll(overrides);
        return new Received("10.0.0.1", headers::get, query::get, body.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(String body) {
        return dispatcher.post(Endpoint.PRODUCT, received(body));
    }

    Answer post(Endpoint endpoint, String body) {
        return dispatcher.post(endpoint, received(body));
    }

    /** A request as clients of that version send it. */
    Answer ask(Version version, String method, String params) {
        headers.put("MCP-Protocol-Version", version.wire());
        JsonValue given = JsonTree.read(params.getBytes(StandardCharsets.UTF_8));
        if (version.isModern() && given instanceof JsonObject object) {
            headers.put("Mcp-Method", method);
            headers.put("Mcp-Name", object.getString("name", object.getString("uri", "")));
            given = JsonTree.JSON
                    .createObjectBuilder(object)
                    .add(
                            "_meta",
                            JsonTree.readObject(META.formatted(capabilities).getBytes(StandardCharsets.UTF_8)))
                    .build();
        }
        return post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + given + "}");
    }

    /** The result of such a request. */
    JsonObject result(Version version, String method, String params) {
        return JsonTree.readObject(ask(version, method, params).body()).getJsonObject("result");
    }

    private static final class FixedTenants implements Tenants {
        @Override
        public Tenant get(String name) {
            Tenant.Plan plan = name.equals("small") ? Tenant.Plan.PRO : Tenant.Plan.BUSINESS;
            return new Tenant(name, plan, name.equals("governed"));
        }

        @Override
        public Optional<Tenant> find(String name) {
            return Optional.of(get(name));
        }
    }

    private static final class FixedCallers implements Callers {
        @Override
        public Caller of(@Nullable String key, boolean local) {
            if (key == null || key.isBlank()) {
                throw new Problem(Problem.Code.MISSING_WRITE_KEY, "Send a key");
            }
            return switch (key) {
                case "unknown" -> throw new Problem(Problem.Code.INVALID_WRITE_KEY, "Not known");
                case "broken" -> throw Problem.later(Problem.Code.UNAVAILABLE, "No database", Duration.ofSeconds(1));
                case "greedy" -> caller(Kind.SK, Role.EDITOR, "greedy");
                case "small" -> caller(Kind.AK, Role.VIEWER, "small");
                case "governed" -> caller(Kind.SK, Role.EDITOR, "governed");
                case "sk-editor" -> caller(Kind.SK, Role.EDITOR, "default");
                default -> caller(Kind.valueOf(key.toUpperCase(Locale.ROOT)), Role.VIEWER, "default");
            };
        }

        private static Caller caller(Kind kind, Role role, String tenant) {
            return new Caller(
                    UUID.nameUUIDFromBytes(tenant.getBytes(StandardCharsets.UTF_8)), kind, role, tenant, null);
        }

        @Override
        public boolean isActive(Caller caller) {
            return true;
        }

        @Override
        public boolean isOpen() {
            return false;
        }
    }

    /** Lets everybody through but the tenant that has called too often. */
    private static final class Greedy implements Limiter {
        @Override
        public Optional<Quota> take(Caller caller, Door door) {
            if (caller.tenant().equals("greedy")) {
                throw Problem.later(Problem.Code.RATE_LIMITED, "Slow down", Duration.ofSeconds(3));
            }
            return Optional.of(new Quota(60, 59, Duration.ofSeconds(1)));
        }

        @Override
        public long limit(Door door) {
            return 60;
        }
    }

    private static final class Holding implements Governor {
        @Override
        public boolean holds(ToolEntry entry) {
            return !entry.hints(Tool.Hint.READ_ONLY);
        }

        @Override
        public JsonObject hold(Caller caller, ToolEntry entry, JsonObject arguments) {
            return JsonTree.JSON.createObjectBuilder().add("queued", true).build();
        }
    }

    private static final class Memory implements Mailbox {
        private final Map<String, String> mail = new ConcurrentHashMap<>();

        @Override
        public void put(String address, String text, Duration life) {
            mail.put(address, text);
        }

        @Override
        public Optional<String> look(String address) {
            return Optional.ofNullable(mail.get(address));
        }
    }
}
