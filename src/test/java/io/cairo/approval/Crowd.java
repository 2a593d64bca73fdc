package io.cairo.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Many who do the same at once. */
final class Crowd {
    private Crowd() {}

    static <T> List<T> of(int size, Supplier<T> work) {
        return of(size, number -> work.get());
    }

    /** What each of them got, told its number from 0. */
    static <T> List<T> of(int size, IntFunction<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    return work.apply(number);
                }));
            }
            start.countDown();
            List<T> got = new ArrayList<>();
            for (Future<T> future : futures) {
                got.add(future.get());
            }
            return got;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
