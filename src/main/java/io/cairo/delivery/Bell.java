package io.cairo.delivery;

import io.cairo.message.Arrival;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes delivery when events have arrived. One ring is on its way at most; it carries nothing and may be lost. */
@ApplicationScoped
public class Bell {
    private static final Logger LOG = System.getLogger(Bell.class.getName());

    private final AtomicBoolean ringing = new AtomicBoolean();

    @Resource(lookup = "jms/cairo")
    ConnectionFactory connections;

    @Resource(lookup = "jms/bell")
    Queue queue;

    void ring(@Observes Arrival arrival) {
        if (!ringing.compareAndSet(false, true)) {
            return;
        }
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(queue, context.createMessage());
        } catch (JMSRuntimeException e) {
            LOG.log(Level.DEBUG, "the bell did not ring, the poll stands in: {0}", e.getMessage());
        }
    }

    /** The ring was heard, or enough time has passed to take it for lost. */
    void heard() {
        ringing.set(false);
    }
}
