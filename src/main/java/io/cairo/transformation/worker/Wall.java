package io.cairo.transformation.worker;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import jdk.dynalink.NamedOperation;
import jdk.dynalink.NamespaceOperation;
import jdk.dynalink.Operation;
import jdk.dynalink.StandardNamespace;
import jdk.dynalink.StandardOperation;
import jdk.dynalink.linker.GuardedInvocation;
import jdk.dynalink.linker.GuardingDynamicLinker;
import jdk.dynalink.linker.GuardingDynamicLinkerExporter;
import jdk.dynalink.linker.LinkRequest;
import jdk.dynalink.linker.LinkerServices;
import jdk.dynalink.linker.support.Guards;
import org.jspecify.annotations.Nullable;
import org.openjdk.nashorn.internal.runtime.ECMAErrors;
import org.openjdk.nashorn.internal.runtime.ScriptRuntime;

/**
 * Where the engine's world ends: whatever is asked of a Java object, or of a string or number as the Java object it also is,
 * ends here.
 *
 * <p>The engine asks its own linkers first, which serve all that is JavaScript, then those it finds as services, which is
 * this one, and then those that serve Java's methods, fields and classes. Those last ones are never reached, by any
 * name, computed or not.
 */
@SuppressWarnings("UnusedMethod") // they are used as method handles
public final class Wall extends GuardingDynamicLinkerExporter {
    private static final MethodHandle UNDEFINED = own("undefined", methodType(Object.class, Object[].class));
    private static final MethodHandle MISSING = own("missing", methodType(Object.class, String.class, Object[].class));
    private static final MethodHandle FOREIGN = own("foreign", methodType(Object.class, Object[].class));

    @Override
    public List<GuardingDynamicLinker> get() {
        return List.of(Wall::link);
    }

    private static @Nullable GuardedInvocation link(LinkRequest request, LinkerServices services) {
        Object receiver = request.getReceiver();
        if (receiver == null || receiver == ScriptRuntime.UNDEFINED) {
            return null; // The engine's own last linker says "Cannot read property of null".
        }
        MethodType site = request.getCallSiteDescriptor().getMethodType();
        MethodHandle answer = answer(receiver, request.getCallSiteDescriptor().getOperation());
        MethodType arguments =
                site.changeReturnType(Object.class); // what the site wants of it is the engine's own affair
        return new GuardedInvocation(
                answer.asCollector(Object[].class, site.parameterCount()).asType(arguments), sameClass(receiver, site));
    }

    private static MethodHandle sameClass(Object receiver, MethodType site) {
        MethodHandle guard = Guards.getClassGuard(receiver.getClass());
        return guard.asType(methodType(boolean.class, site.parameterType(0)));
    }

    private static MethodHandle answer(Object receiver, Operation named) {
        if (!(receiver instanceof CharSequence || receiver instanceof Number || receiver instanceof Boolean)) {
            return FOREIGN;
        }
        Operation operation = NamedOperation.getBaseOperation(named);
        return isRead(operation) ? UNDEFINED : MISSING.bindTo(Objects.toString(NamedOperation.getName(named), "it"));
    }

    /** Reading a property of a string that it has not gives undefined; reading it to call it is a mistake. */
    private static boolean isRead(Operation operation) {
        return NamespaceOperation.getBaseOperation(operation) == StandardOperation.GET
                && NamespaceOperation.getNamespaces(operation)[0] != StandardNamespace.METHOD;
    }

    private static Object undefined(Object... ignored) {
        return ScriptRuntime.UNDEFINED;
    }

    private static Object missing(String name, Object... ignored) {
        throw ECMAErrors.typeError("not.a.function", name);
    }

    private static Object foreign(Object... ignored) {
        throw ECMAErrors.typeError("not.an.object", "this");
    }

    private static MethodHandle own(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(Wall.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }
}
