package io.cairo.approval;

import io.cairo.base.Sealer;

/** What approvals say about people, without a container. */
public final class ApprovalDatas {
    private ApprovalDatas() {}

    public static ApprovalData with(Sealer sealer) {
        ApprovalData data = new ApprovalData();
        data.sealer = sealer;
        return data;
    }
}
