/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.util.List;
import java.util.Set;

/** A file, read. {@code settings} is the maildrop.xml it asks for, blank for the shipped one. */
record Transcript(String name, String settings, List<Mode> modes, Set<Transport> transports, List<Step> steps) {}
