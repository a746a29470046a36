/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.report;

/** One workload's. */
public record Result(String flavour, String workload, Cost ours, Cost stock) {
    double ratio() {
        return ours.cpu().median() / stock.cpu().median();
    }
}
