package io.cairo.docs;

import io.cairo.base.JsonText;
import io.cairo.context.Overview;
import io.cairo.context.Prompts;
import io.cairo.context.Resources;
import io.cairo.tool.ToolRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What Cairo tells of itself, without a key. */
@Path("/")
@ApplicationScoped
public class DocsResource {
    @Inject
    ToolRegistry tools;

    @Inject
    Resources resources;

    @Inject
    Prompts prompts;

    @Inject
    @Any
    Instance<Overview> overviews;

    private Map<String, Rendered> rendered = Map.of();

    @PostConstruct
    void render() {
        rendered = render(Surface.of(tools, resources, prompts, overviews.stream()));
    }

    /** Everything there is to get, by its path. */
    static Map<String, Rendered> render(Surface surface) {
        return Map.of(
                "", Rendered.of(Rendered.HTML, new LandingPage(surface).text()),
                "docs", Rendered.of(Rendered.HTML, new DocsPage(surface).text()),
                "llms.txt", Rendered.of("text/plain; charset=utf-8", new LlmsTxt(surface).text()),
                ".well-known/mcp.json", json(new McpJson(surface).json()),
                "openapi.json", compact(new OpenApi(surface).json()));
    }

    private static Rendered json(JsonObject json) {
        return Rendered.of("application/json", JsonText.indented(json));
    }

    /** Nobody reads this one, and it repeats itself. */
    private static Rendered compact(JsonObject json) {
        return Rendered.of("application/json", new String(JsonText.bytes(json), StandardCharsets.UTF_8));
    }

    @GET
    @Path("{path: (docs|llms\\.txt|\\.well-known/mcp\\.json|openapi\\.json)?}")
    public Response get(@PathParam("path") String path, @Context HttpServletRequest http, @Context Request request) {
        Rendered found = rendered.get(path);
        if (found == null) {
            throw new NotFoundException();
        }
        BaseUrl url = BaseUrl.of(http::getHeader, http.getLocalPort());
        EntityTag tag = new EntityTag(found.tag(url));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response =
                unchanged == null ? Response.ok(found.at(url)).header("Content-Type", found.contentType()) : unchanged;
        return response.tag(tag)
                .header("Cache-Control", "public, max-age=300")
                .header("Vary", "Host, X-Forwarded-Proto")
                .header("Content-Security-Policy", Style.POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
