package io.cairo.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;

/**
 * Looks and acts in one container's transaction: an entity that was looked at and then changed by somebody else before this
 * ends fails it, by its version.
 */
@ApplicationScoped
public class OneTransaction {

    /** Does the work; commits when it returns, rolls back when it throws. */
    @Transactional(TxType.REQUIRES_NEW)
    public <T> T of(Supplier<T> work) {
        return work.get();
    }
}
