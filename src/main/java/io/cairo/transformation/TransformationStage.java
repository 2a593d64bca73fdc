package io.cairo.transformation;

import io.cairo.message.Message;
import io.cairo.message.Passage;
import io.cairo.message.Stage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a namespace's transformations over its events on their way in. */
@ApplicationScoped
public class TransformationStage implements Stage {
    @Inject
    Links links;

    @Inject
    Chain chain;

    @Inject
    Troubles troubles;

    /** That one of them failed on a message. */
    private record Noted(Stage stage, Trouble trouble) implements Note {}

    @Override
    public int order() {
        return TRANSFORMATION;
    }

    @Override
    public @Nullable Step at(int namespace) {
        List<Link> chained = links.ofNamespace(namespace);
        return chained.isEmpty() ? null : messages -> passed(chained, messages);
    }

    @Override
    public void record(Connection connection, List<Note> notes) throws SQLException {
        troubles.count(
                connection, notes.stream().map(note -> ((Noted) note).trouble()).toList());
    }

    private List<Passage> passed(List<Link> chained, List<Message> messages) {
        return chain.run(chained, messages).stream().map(this::passage).toList();
    }

    private Passage passage(Course course) {
        List<Note> notes = course.troubles().stream()
                .<Note>map(trouble -> new Noted(this, trouble))
                .toList();
        return new Passage(course.original(), course.messages(), notes, course.reason());
    }
}
