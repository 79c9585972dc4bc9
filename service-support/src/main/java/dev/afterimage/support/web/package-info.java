/** What every HTTP answer and request has in common: security headers, strict parameters, the API's description. */
@NullMarked
package dev.afterimage.support.web;

import org.jspecify.annotations.NullMarked;
