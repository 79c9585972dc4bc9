package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Each vital sign that is watched as one piece of advice: its worst reading, also that it cannot be read, or that all is well. */
@Singleton
final class WatchVital implements Vital {
    private final Board board;

    WatchVital(Board board) {
        this.board = board;
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        List<Standing> all = board.all();
        List<Condition> conditions = new ArrayList<>();
        for (Sign sign : Sign.values()) {
            List<Reading> readings = all.stream()
                    .map(Standing::reading)
                    .filter(reading -> reading.sign() == sign && reading.level() != Level.UNWATCHED)
                    .toList();
            if (!readings.isEmpty()) {
                conditions.add(condition(sign, readings));
            }
        }
        return conditions;
    }

    /** @param readings the worst first */
    private static Condition condition(Sign sign, List<Reading> readings) {
        String name = "vital sign " + sign.word();
        Reading worst = readings.getFirst();
        long ailing = readings.stream().filter(one -> one.level() != Level.OK).count();
        if (ailing == 0) {
            return new Condition.Well(
                    name, readings.size() == 1 ? worst.what() : readings.size() + " are watched and well");
        }
        String more = ailing == 1 ? "" : " (and " + (ailing - 1) + " more)";
        String subject = worst.subject().isEmpty() ? "" : worst.subject() + ": ";
        return new Condition.Ailing(name, subject + worst.what() + more, worst.remedy());
    }
}
