"""Campaign files: reading, checking and loading them into the store, and taking samples out again."""

from storage.loading.campaign_file import CampaignFile
from storage.loading.campaigns import LoadReport, load
from storage.loading.faults import BadCampaignFile
from storage.loading.reading import read_campaign_file
from storage.loading.removing import remove_samples

__all__ = ["BadCampaignFile", "CampaignFile", "LoadReport", "load", "read_campaign_file", "remove_samples"]
