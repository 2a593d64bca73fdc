package io.cairo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairo.base.Problem;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A refusal says how to repair the call: whoever reads only the sentence gets it right at the next try. */
class RepairTest {
    private static final int CALLS = 100;
    private static final int LEAST_REPAIRED = 95;

    private record Refused(ToolEntry entry, Mutations.Mutated mutated, Problem problem) {}

    @Test
    void theSentenceAloneNamesTheRepair() {
        List<Refused> refused = sample(everyRefusal());
        List<String> failed = new ArrayList<>();
        for (Refused each : refused) {
            var repaired =
                    Repairer.repaired(each.mutated().call(), each.problem().sentence());
            check(each.entry(), repaired)
                    .ifPresent(again -> failed.add("%s, %s: %s -> %s"
                            .formatted(
                                    each.entry().name(),
                                    each.mutated().kind(),
                                    each.problem().sentence(),
                                    again.sentence())));
        }
        System.out.printf("repaired in one retry: %d of %d calls%n", CALLS - failed.size(), CALLS);

        assertThat(refused).hasSize(CALLS);
        assertThat(CALLS - failed.size()).as("%s", failed).isGreaterThanOrEqualTo(LEAST_REPAIRED);
    }

    @Test
    void everyRefusalNamesItsFieldAndTheNextStep() {
        assertThat(everyRefusal()).hasSizeGreaterThan(CALLS).allSatisfy(each -> {
            Problem.Facts facts = each.problem().facts();
            assertThat(facts.field()).isNotBlank();
            assertThat(facts.next()).as(each.problem().sentence()).isNotBlank();
            assertThat(each.problem().sentence()).startsWith(facts.field() + ": ");
        });
    }

    /** As many of each kind of mistake as can be, of all tools. */
    private static List<Refused> sample(List<Refused> all) {
        Map<String, List<Refused>> kinds = new LinkedHashMap<>();
        List<Refused> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(20_260_131));
        shuffled.forEach(each -> kinds.computeIfAbsent(each.mutated().kind(), kind -> new ArrayList<>())
                .add(each));
        List<Refused> sample = new ArrayList<>();
        for (int round = 0; sample.size() < CALLS && round < all.size(); round++) {
            for (List<Refused> kind : kinds.values()) {
                if (round < kind.size() && sample.size() < CALLS) {
                    sample.add(kind.get(round));
                }
            }
        }
        return sample;
    }

    private static List<Refused> everyRefusal() {
        List<Refused> refused = new ArrayList<>();
        for (ToolEntry entry : EveryTool.entries()) {
            var schema = entry.arguments().schema();
            var good = Samples.object(schema);
            assertThat(check(entry, good)).as(entry.name()).isEmpty();
            for (Mutations.Mutated mutated : Mutations.of(schema, good)) {
                check(entry, mutated.call()).ifPresent(problem -> refused.add(new Refused(entry, mutated, problem)));
            }
        }
        return refused;
    }

    private static Optional<Problem> check(ToolEntry entry, JsonObject call) {
        try {
            var unused = entry.decode(call);
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(problem);
        }
    }
}
