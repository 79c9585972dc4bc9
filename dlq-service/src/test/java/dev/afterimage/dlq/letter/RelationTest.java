package dev.afterimage.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelationTest {
    @Test
    void aChildNamesItsParentByAColumn() {
        assertThat(Relation.parse(" shop.public.orders : customer_id = shop.public.customers "))
                .isEqualTo(new Relation("shop.public.orders", "customer_id", "shop.public.customers", null));
        assertThat(Relation.parse("a:b=c:d")).isEqualTo(new Relation("a", "b", "c", "d"));
        assertThat(Relation.parse("a:b c=d=e")).isEqualTo(new Relation("a", "b c=d", "e", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=b", "a:=b", ":b=c", "a:b=", "a:b=c:", "a b:c=d", "a:b=c d", "a: =c"})
    void whatIsOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> Relation.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
