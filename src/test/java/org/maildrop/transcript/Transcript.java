/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.List;
import java.util.Set;

/**
 * A file, read.
 *
 * @param settings the maildrop.xml it asks for, blank for the shipped one
 * @param hasty whether its client does not even wait for the greeting
 */
record Transcript(
        String name, String settings, boolean hasty, List<Mode> modes, Set<Transport> transports, List<Step> steps) {}
