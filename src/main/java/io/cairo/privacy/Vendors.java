package io.cairo.privacy;

import io.cairo.delivery.Delivery;
import io.cairo.destination.Destinations;
import io.cairo.destination.Endpoint;
import io.cairo.destination.HttpAnswer;
import io.cairo.destination.HttpCall;
import io.cairo.destination.Recipients;
import io.cairo.destination.Recipients.Recipient;
import io.cairo.message.Identifier;
import io.cairo.message.Person;
import io.cairo.message.Who;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Has the vendors behind destinations forget people, where they can be asked to. */
@ApplicationScoped
public class Vendors {
    private static final Logger LOG = System.getLogger(Vendors.class.getName());

    private static final int NOT_FOUND = 404;

    @Inject
    Recipients recipients;

    @Inject
    Destinations destinations;

    @Inject
    Delivery delivery;

    /** All of a namespace's destinations, which may have got data about anybody. */
    List<Recipient> all(int namespace) {
        return recipients.of(namespace);
    }

    /** Whether a destination's vendor can be asked to forget a person under the names that are known. */
    boolean canForget(Recipient recipient, Person person) {
        return !calls(recipient, person).isEmpty();
    }

    /**
     * Asks a destination's vendor to forget a person, under every name.
     *
     * @return whether the vendor has agreed to all; asking again does no harm
     */
    boolean tell(Recipient recipient, Person person) {
        try {
            for (HttpCall call : calls(recipient, person)) {
                HttpAnswer answer = delivery.dispatch().ask(call);
                if (!hasAgreed(call, answer)) {
                    LOG.log(
                            Level.WARNING,
                            "Destination {0} does not delete: HTTP {1}",
                            recipient.id(),
                            answer.status());
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Destination {0} cannot be asked to delete now", recipient.id());
            return false;
        }
    }

    /**
     * A vendor that is asked to delete what an address names, and says that there is nothing there, knows nobody of that name
     * (Resend's contacts, Salesforce's objects by external id). Where the person stands in the body of a request to an address
     * that must be there, the same answer says that the address is wrong.
     */
    private static boolean hasAgreed(HttpCall call, HttpAnswer answer) {
        return answer.isSuccess()
                || (answer.status() == NOT_FOUND && call.method().equals("DELETE"));
    }

    private List<HttpCall> calls(Recipient recipient, Person person) {
        Optional<Endpoint<?>> endpoint = endpoint(recipient, person.namespace());
        return person.identifiers().stream()
                .flatMap(identifier -> endpoint.stream().flatMap(to -> to.deletion(who(identifier)).stream()))
                .toList();
    }

    /** One whose settings cannot be read cannot be asked, and must not keep others from being asked. */
    private Optional<Endpoint<?>> endpoint(Recipient recipient, int namespace) {
        try {
            return destinations.endpoint(namespace, recipient.id());
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "Destination {0} cannot be asked to delete: {1}", recipient.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** One name at a time: a vendor may know each as somebody else. */
    private static Who who(Identifier identifier) {
        String value = identifier.value();
        return switch (identifier.type()) {
            case Identifier.USER_ID -> new Who(value, null, null, null, null, List.of());
            case Identifier.ANONYMOUS_ID -> new Who(null, value, null, null, null, List.of());
            case Identifier.EMAIL -> new Who(null, null, null, null, value, List.of());
            default -> new Who(null, null, null, null, null, List.of(identifier));
        };
    }
}
