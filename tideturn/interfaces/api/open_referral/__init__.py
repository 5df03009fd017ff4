"""The directory of help in Open Referral UK 3.0 (HSDS 3.0), for anybody's program."""
