/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

import java.util.Locale;

/** Numbers as they are read with a glance: three digits, no more. */
final class Decimals {
    private Decimals() {}

    static String text(double number) {
        double size = Math.abs(number);
        String format = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }
}
