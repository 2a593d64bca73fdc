package io.cairo.transformation.sandbox;

import io.cairo.transformation.sandbox.Sandbox.Failed;
import io.cairo.transformation.sandbox.Sandbox.Input;
import io.cairo.transformation.sandbox.Sandbox.Killed;
import io.cairo.transformation.sandbox.Sandbox.Returned;
import io.cairo.transformation.sandbox.Sandbox.Run;
import io.cairo.transformation.sandbox.Sandbox.Script;
import io.cairo.transformation.worker.Answer;
import io.cairo.transformation.worker.Request;
import io.cairo.transformation.worker.Touched;
import io.cairo.transformation.worker.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told of the events of one frame, and what its answers mean for them. A script gets of an event what it can
 * touch; nobody but this knows of it.
 */
record Slices(List<Slice> slices, Request.Run request) {
    private static final int MOST_ERROR = 500;
    private static final Utf8 UNASKED = Utf8.of("{}");

    static Slices of(Script script, List<Input> events) {
        Touched touched = Touched.of(script.compiled());
        List<Slice> slices = slices(touched.members(), events);
        List<Request.Event> told = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            Utf8 metadata = touched.metadata() ? events.get(i).metadata().get() : UNASKED;
            told.add(new Request.Event(slices.get(i).sent(), metadata));
        }
        int most = Math.toIntExact(script.most().toMillis());
        return new Slices(slices, new Request.Run(script.id(), script.compiled(), most, told));
    }

    private static List<Slice> slices(@Nullable List<String> members, List<Input> events) {
        if (members == null) {
            return events.stream().map(event -> Slice.whole(event.event())).toList();
        }
        List<byte[]> names = members.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        return events.stream().map(event -> Slice.of(event.event(), names)).toList();
    }

    /** The runs of the first events, of which there are answers. */
    List<Run> runs(List<Answer> answers) {
        List<Run> runs = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            runs.add(run(slices.get(i), answers.get(i)));
        }
        return runs;
    }

    /** An answer of another kind is what only a worker says that is no longer ours. */
    private static Run run(Slice slice, Answer answer) {
        if (answer instanceof Answer.Kept kept) {
            return kept(slice.with(kept.event()));
        }
        if (answer instanceof Answer.Returned returned) {
            return new Returned(returned.events(), null);
        }
        return answer instanceof Answer.Failed failed
                ? new Failed(cut(failed.error()), failed.line() > 0 ? failed.line() : null)
                : new Killed("its process answered what was not asked");
    }

    private static Run kept(@Nullable Returned event) {
        return event == null ? new Failed("returned what is no event: not the members that it was given", null) : event;
    }

    private static String cut(String error) {
        return error.substring(0, Math.min(error.length(), MOST_ERROR));
    }
}
