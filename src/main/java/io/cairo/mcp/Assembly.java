package io.cairo.mcp;

import io.cairo.base.Signer;
import io.cairo.context.Prompts;
import io.cairo.context.Resources;
import io.cairo.tool.ToolRegistry;

/** Puts the parts of the protocol together, with or without a container. */
final class Assembly {
    private Assembly() {}

    static Dispatcher dispatcher(
            Admission admission,
            ToolRegistry tools,
            Toolset toolset,
            Resources resources,
            Projects projects,
            Prompts prompts,
            Streams streams,
            Talks talks,
            Signer signer) {
        Reading reading = new Reading(resources, projects);
        Methods methods = new Methods(
                new ToolCalls(toolset, admission),
                new ToolList(toolset),
                admission,
                reading,
                new Prompting(prompts),
                talks.levels());
        Engine engine = new Engine(tools, admission, methods, new Subscriptions(reading), streams, talks, signer);
        return new Dispatcher(admission, tools, engine);
    }
}
