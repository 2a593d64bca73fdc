package io.cairo.context;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every prompt there is, by name, always in the same order. */
@ApplicationScoped
public class Prompts {
    @Inject
    @Any
    Instance<Prompt> beans;

    private List<Prompt> all = List.of();

    /** A registry of these, outside a container. */
    public static Prompts of(Prompt... prompts) {
        Prompts registry = new Prompts();
        registry.take(Stream.of(prompts));
        return registry;
    }

    @PostConstruct
    void collect() {
        take(beans.stream());
    }

    private void take(Stream<Prompt> prompts) {
        all = prompts.sorted(Comparator.comparing(Prompt::name)).toList();
    }

    public List<Prompt> all() {
        return all;
    }

    public Optional<Prompt> find(String name) {
        return all.stream().filter(prompt -> prompt.name().equals(name)).findFirst();
    }
}
