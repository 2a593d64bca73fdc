package io.cairo.profile;

import io.cairo.message.Message;
import io.cairo.message.Placeholders;
import io.cairo.message.Projection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps what identify and group messages tell, with the messages themselves: whoever has an answer can read it. */
@ApplicationScoped
public class ProfileProjection implements Projection {
    @Inject
    Placeholders nobody;

    @Override
    public int order() {
        return PROFILE;
    }

    @Override
    public Runnable project(Connection connection, List<Message> stored) throws SQLException {
        List<Message> telling = stored.stream()
                .filter(message -> message.type() == Message.Type.IDENTIFY || message.type() == Message.Type.GROUP)
                .toList();
        if (!telling.isEmpty()) {
            TraitWriter.write(connection, telling, nobody);
            MembershipWriter.write(connection, telling, nobody);
        }
        return () -> {};
    }
}
