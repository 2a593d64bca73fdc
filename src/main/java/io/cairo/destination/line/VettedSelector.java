package io.cairo.destination.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Connects Kafka's client only where it is let: a broker tells of other brokers, at ports of its choice. */
final class VettedSelector extends Selector {
    private final Gate gate;

    /** Asked about each address, which is resolved, before it is connected to. */
    @FunctionalInterface
    interface Gate {
        /** @throws IOException if it may not be connected to */
        void pass(InetSocketAddress address) throws IOException;
    }

    VettedSelector(long idleMillis, Metrics metrics, ChannelBuilder channels, LogContext log, Gate gate) {
        super(idleMillis, metrics, Time.SYSTEM, "producer", channels, log);
        this.gate = gate;
    }

    @Override
    public void connect(String id, InetSocketAddress address, int sendBuffer, int receiveBuffer) throws IOException {
        gate.pass(address);
        super.connect(id, address, sendBuffer, receiveBuffer);
    }
}
