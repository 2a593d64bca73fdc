package io.cairo.delivery;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Hears the bell. Its activation specification in {@code server.xml} names the queue. */
@MessageDriven
@TransactionManagement(TransactionManagementType.BEAN)
public class BellListener implements MessageListener {
    @Inject
    Delivery delivery;

    @Inject
    Bell bell;

    @Override
    public void onMessage(Message message) {
        bell.heard();
        delivery.wake();
    }
}
