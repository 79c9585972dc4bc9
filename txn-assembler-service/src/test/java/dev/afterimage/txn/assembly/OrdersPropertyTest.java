package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrdersPropertyTest {
    @Property
    void whatWasAddedIsThereAndNothingElse(@ForAll @Size(max = 60) List<@LongRange(min = 1, max = 40) Long> added)
            throws IOException {
        Orders orders = new Orders();
        added.forEach(orders::add);
        Orders again = throughBytes(orders);
        List<Long> all = new ArrayList<>();
        again.forEach(all::add);
        assertThat(all).isEqualTo(new ArrayList<>(new TreeSet<>(added)));
        for (long order = 1; order <= 41; order++) {
            assertThat(again.mayHave(order)).isEqualTo(added.contains(order));
        }
    }

    @Test
    void whereItWouldGrowTooLargeItIsNotKnownAnyMore() throws IOException {
        Orders orders = new Orders();
        for (long order = 1; order <= 200; order += 2) {
            orders.add(order);
        }
        Orders again = throughBytes(orders);
        assertThat(again.known()).isFalse();
        assertThat(again.mayHave(2)).isTrue();
    }

    private static Orders throughBytes(Orders orders) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        orders.write(new DataOutputStream(bytes));
        Orders again = new Orders();
        again.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return again;
    }
}
