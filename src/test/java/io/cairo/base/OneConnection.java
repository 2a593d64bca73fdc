package io.cairo.base;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A source that hands out the same connection again and again, for tests of one thread; it counts the statements. */
public final class OneConnection {
    private final DataSource source;
    private final AtomicInteger statements = new AtomicInteger();

    public OneConnection(DataSource over) {
        Connection connection = opened(over);
        Connection shared = proxy(Connection.class, connection, "close");
        source = (DataSource) Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection") ? shared : call(over, method, arguments));
    }

    /** The database as the product's code uses it. */
    public Database database() {
        return FreshDatabase.over(source);
    }

    /** How many statements were prepared since this was last asked. */
    public int statements() {
        return statements.getAndSet(0);
    }

    private static Connection opened(DataSource source) {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T proxy(Class<T> type, T target, String ignored) {
        return type.cast(Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.incrementAndGet();
                    }
                    return method.getName().equals(ignored) ? null : call(target, method, arguments);
                }));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
