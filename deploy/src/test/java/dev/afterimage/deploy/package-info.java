/** Holds true what this folder says about the services: rules, runbooks, dashboards, manifests. */
@NullMarked
package dev.afterimage.deploy;

import org.jspecify.annotations.NullMarked;
