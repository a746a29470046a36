/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.apache.james.metrics.api.GaugeRegistry;
import org.maildrop.admin.JamesAudit;
import org.maildrop.admin.MaildropMetrics;
import org.maildrop.session.Audit;

/** What operators see, by what James has for it. */
final class OperatorModule extends AbstractModule {
    @Provides
    @Singleton
    MaildropMetrics metrics(GaugeRegistry gauges) {
        return new MaildropMetrics(gauges, System::nanoTime);
    }

    /** In James's own classes: an extension's loader asks them first. */
    @Provides
    @Singleton
    Audit audit() {
        return JamesAudit.in(OperatorModule.class.getClassLoader());
    }
}
