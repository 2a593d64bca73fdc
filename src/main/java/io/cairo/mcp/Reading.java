package io.cairo.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairo.base.JsonTree;
import io.cairo.base.Problem;
import io.cairo.context.Contents;
import io.cairo.context.Resource;
import io.cairo.context.Resources;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The methods of resources. */
final class Reading {
    private static final int HOUR_MILLIS = 3_600_000;

    private final Resources resources;
    private final Projects projects;

    Reading(Resources resources, Projects projects) {
        this.resources = resources;
        this.projects = projects;
    }

    Result list(Call call) {
        return listed(call, "resources", "uri", false);
    }

    Result templates(Call call) {
        return listed(call, "resourceTemplates", "uriTemplate", true);
    }

    private Result listed(Call call, String field, String address, boolean templates) {
        Methods.noCursor(call);
        return Result.of(json -> {
            json.writeArrayFieldStart(field);
            for (Resource resource : resources.visible(call.caller(), templates)) {
                write(json, call, address, resource);
            }
            json.writeEndArray();
            Result.cache(json, call, HOUR_MILLIS, false);
        });
    }

    private static void write(JsonGenerator json, Call call, String address, Resource resource) throws IOException {
        json.writeStartObject();
        json.writeStringField(address, resource.uri());
        json.writeStringField("name", resource.name());
        if (call.version().knowsTitles()) {
            json.writeStringField("title", resource.title());
        }
        json.writeStringField("description", resource.description());
        json.writeStringField("mimeType", resource.mimeType());
        json.writeEndObject();
    }

    /** @throws Refusal RESOURCE_NOT_FOUND, WRONG_PARAMS */
    Result read(Call call) {
        String uri = uri(call);
        Contents contents;
        try {
            Resources.Match match = find(call, uri);
            contents = call.endpoint() == Endpoint.ACCOUNT && match.resource().isOfNamespace()
                    ? projects.read(call.caller(), uri, match)
                    : match.resource().read(call.caller(), uri, match.variables());
        } catch (Problem problem) {
            throw refusal(uri, problem);
        }
        return Result.of(json -> {
            json.writeArrayFieldStart("contents");
            Blocks.write(json, contents);
            json.writeEndArray();
            Result.cache(json, call, 0, false);
        });
    }

    /**
     * Legacy clients may say which resources they watch; what they would hear of it needs a stream that the endpoint does
     * not keep, so nothing is announced and nothing is remembered.
     *
     * @throws Refusal RESOURCE_NOT_FOUND, WRONG_PARAMS
     */
    Result watch(Call call) {
        find(call, uri(call));
        return Result.EMPTY;
    }

    Resources.Match find(Call call, String uri) {
        return resources.find(call.caller(), uri).orElseThrow(() -> notFound(uri, "see resources/list"));
    }

    /** The resource that changes can be heard of; empty for one that cannot be watched or is not there. */
    Optional<Resources.Match> watchable(Call call, String uri) {
        return resources
                .find(call.caller(), uri)
                .filter(match -> match.resource()
                        .revision(call.caller(), uri, match.variables())
                        .isPresent());
    }

    /** The resource whose own address that is, names in braces and all. */
    Resources.Match template(Call call, String uri) {
        return resources.visible(call.caller(), true).stream()
                .filter(resource -> resource.uri().equals(uri))
                .findFirst()
                .map(resource -> new Resources.Match(resource, Map.of()))
                .orElseGet(() -> find(call, uri));
    }

    private static String uri(Call call) {
        return call.rpc().text("uri", "a resource's address from resources/list");
    }

    private static Refusal refusal(String uri, Problem problem) {
        return switch (problem.code()) {
            case NOT_FOUND -> notFound(uri, problem.sentence());
            case NO_PROJECTS_VISIBLE -> Refusal.exactly(Fault.NO_PROJECTS_VISIBLE, Facts.of(problem));
            case RATE_LIMITED -> Refusal.exactly(Fault.RATE_LIMITED, problem);
            case OVERLOADED -> Refusal.exactly(Fault.OVERLOADED, problem);
            case UNAVAILABLE -> Refusal.exactly(Fault.UNAVAILABLE, problem);
            default -> Refusal.of(Fault.WRONG_PARAMS, problem.sentence());
        };
    }

    private static Refusal notFound(String uri, String sentence) {
        return Refusal.of(Fault.RESOURCE_NOT_FOUND, sentence)
                .saying(JsonTree.JSON
                        .createObjectBuilder()
                        .add("uri", Texts.shown(uri))
                        .build());
    }
}
