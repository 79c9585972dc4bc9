/** The system's browser, for tests of pages; needs Selenium's Chrome driver on the class path. */
@NullMarked
package dev.afterimage.localstack.browser;

import org.jspecify.annotations.NullMarked;
