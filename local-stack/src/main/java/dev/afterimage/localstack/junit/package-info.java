/** The stack as a JUnit 5 extension. */
@NullMarked
package dev.afterimage.localstack.junit;

import org.jspecify.annotations.NullMarked;
