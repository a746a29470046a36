/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is measured: sessions as clients have them, and how often each of them is run. */
@NullMarked
package org.maildrop.bench.workload;

import org.jspecify.annotations.NullMarked;
