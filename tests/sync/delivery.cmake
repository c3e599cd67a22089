# SPDX-License-Identifier: EUPL-1.2
# Delivery: parvis-syncd and parvis-hub.
parvis_add_test(test-retry LAYER sync)
parvis_add_test(test-tus-answer LAYER sync)
