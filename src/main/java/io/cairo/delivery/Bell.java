package io.cairo.delivery;

import io.cairo.message.Arrival;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wakes delivery when events have arrived. One ring is on its way at most; it carries nothing and may be lost. */
@ApplicationScoped
public class Bell {
    private static final Logger LOG = System.getLogger(Bell.class.getName());

    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(20);

    /** Under load it rings no oftener: each ring costs every destination a few statements, however little there is to send. */
    private static final long BETWEEN_RINGS = TimeUnit.MILLISECONDS.toNanos(200);

    private final AtomicBoolean ringing = new AtomicBoolean();
    private volatile long heard = System.nanoTime() - BETWEEN_RINGS;

    @Resource
    ManagedScheduledExecutorService timer;

    @Resource(lookup = "jms/cairo")
    ConnectionFactory connections;

    @Resource(lookup = "jms/bell")
    Queue queue;

    /** Costs its caller, who is writing the log, nothing: many arrivals in a moment are one ring after it. */
    void ring(@Observes Arrival arrival) {
        if (!ringing.compareAndSet(false, true)) {
            return;
        }
        try {
            long wait = Math.max(MOMENT, BETWEEN_RINGS - (System.nanoTime() - heard));
            Future<?> unused = timer.schedule(this::send, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the bell did not ring, the poll stands in: {0}", e.getMessage());
        }
    }

    private void send() {
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
        heard = System.nanoTime();
        ringing.set(false);
    }
}
