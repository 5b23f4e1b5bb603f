"""Every fault of an inventory, at least one for each rule."""

from portal.demo import (
    faults_energy,
    faults_form,
    faults_groups,
    faults_sources,
    faults_years,
)
from portal.demo.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *faults_form.FAULTS,
    *faults_sources.FAULTS,
    *faults_energy.FAULTS,
    *faults_groups.FAULTS,
    *faults_years.FAULTS,
)
